import { runTransformProcess } from '../../shared/transform/run-transform-process.ts';

// Bundled as a file of its own beside the function's: it is the code of another process.
runTransformProcess();
