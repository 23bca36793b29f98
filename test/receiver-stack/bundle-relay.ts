import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/** The relay's code in one file, with the parts of the AWS SDK that it uses. @throws esbuild's own errors. */
export function bundleRelay(): Code {
  const directory = join(import.meta.dirname, '../../.build/test-receiver');
  buildSync({
    entryPoints: [join(import.meta.dirname, 'index.ts')],
    outfile: join(directory, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Dependencies in CommonJS call `require`, which an ES module does not have.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    legalComments: 'none',
    logLevel: 'error',
  });
  return Code.fromAsset(directory);
}
