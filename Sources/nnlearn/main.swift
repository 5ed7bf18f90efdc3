import Foundation

// A closed pipe shows as a write that fails, not as a signal.
signal(SIGPIPE, SIG_IGN)

var output = FileStream(descriptor: STDOUT_FILENO)
var errors = FileStream(descriptor: STDERR_FILENO)
var status = run(
  arguments: Array(CommandLine.arguments.dropFirst()), surroundings: .process, output: &output, error: &errors
)
output.flush()
// An answer that arrived in part is none.
if case .error(let reason)? = output.failure {
  let screen = Surroundings.process.errorScreen(.auto)
  errors.write(screen.text(MistakeText(.answerLost(reason)).lines(screen)))
  status = MistakeText.status
}
exit(status)
