import Foundation

// A closed pipe shows as a write that fails, not as a signal.
signal(SIGPIPE, SIG_IGN)

var output = FileStream(descriptor: STDOUT_FILENO)
var errors = FileStream(descriptor: STDERR_FILENO)
let status = run(
  arguments: Array(CommandLine.arguments.dropFirst()), surroundings: .process, output: &output, error: &errors
)
output.flush()
exit(status)
