/** How one CloudFormation resource type is made true in the embedded AWS. */
export type ResourceType = {
  /** `AWS::SQS::Queue` */
  readonly type: string;
  /** The properties that are understood; a template with any other is refused by name before anything is made. */
  readonly properties: readonly string[];
  /** What `Fn::GetAtt` can ask for. Given, another name is refused before anything is made; else when it is asked for. */
  readonly attributes?: readonly string[];
  /** Several may have one physical id, as inline policies of different roles; of any other type a second is refused as AWS does. */
  readonly sharesIds?: true;
  /**
   * Makes the resource equal to its properties: at create, at update and again at every start (all intrinsic
   * functions are resolved). Idempotent, and keeps the data that the resource holds.
   */
  apply(request: ApplyRequest): Applied | Promise<Applied>;
  /**
   * How the resource differs from what its properties declare, after somebody has changed it by hand; `undefined` where it
   * does not. Missing: nobody can change what this type declares, or its drift is not emulated.
   */
  drift?(applied: Applied & Pick<ApplyRequest, 'properties'>): Drift | undefined;
  /** Removes it when it has left the template. A resource that is already gone is no error. */
  remove(applied: Applied): void | Promise<void>;
};

export type Drift = {
  /** The properties that differ, at least one. */
  readonly properties: readonly string[];
  /** Makes these as they are declared, and leaves alone what is not. */
  revert(): void;
};

export type ApplyRequest = {
  readonly stackName: string;
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

export type Applied = {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
};
