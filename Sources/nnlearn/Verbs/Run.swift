import Checking
import Formula
import Lessons

/// Does what a command line asks for, and returns the exit status.
///
/// Everything the outside world has to do with it is a parameter, so that tests need no process.
func run<Output: TextOutputStream, Errors: TextOutputStream>(
  arguments words: [String], surroundings: Surroundings, output: inout Output, error errors: inout Errors
) -> Int32 {
  do throws(Mistake) {
    switch try ArgumentReader.request(words) {
    case .version: output.write("nnlearn \(version)\n")
    case .help(let verb):
      output.write(surroundings.outputScreen(.auto).text(verb.map(Help.usage) ?? Help.overview()))
    case .completion(let shell): output.write(Completion.script(shell))
    case .manual: output.write(Manual.page)
    case .run(let verb, let arguments):
      var command = Command(arguments: arguments, surroundings: surroundings, output: output, error: errors)
      defer {
        output = command.output
        errors = command.error
      }
      return try command.run(verb)
    }
    return 0
  } catch {
    let screen = surroundings.errorScreen(.auto)
    errors.write(screen.text(MistakeText(error).lines(screen)))
    return MistakeText.status
  }
}
