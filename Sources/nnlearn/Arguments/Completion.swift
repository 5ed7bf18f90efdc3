import Checking

/// Completion scripts for shells, from the table of commands.
enum Completion {
  /// The script for a shell.
  static func script(_ shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  private static let verbs = Verb.allCases.map(\.rawValue).joined(separator: " ")

  private static func options(_ verb: Verb) -> [Option] { verb.description.options + Option.everywhere }

  /// The words that may follow an option, where they are known.
  private static func words(_ option: Option) -> [String] {
    if case .word(let words) = option.value { return words }
    return [.convention, .from, .to].contains(option) ? Convention.builtInNames : []
  }

  /// The words that may be operands, where they are known; lessons are asked for when needed.
  private static func operands(_ verb: Verb) -> [String] {
    switch verb.description.operandKind {
    case .convention: Convention.builtInNames
    case .verb: Verb.allCases.map(\.rawValue) + Topic.allCases.map(\.rawValue)
    case .lesson, .lessonOrFile, .file, .formula, .nothing: []
    }
  }

  private static var bash: String {
    var text = """
      # bash completion for nnlearn: source <(nnlearn --completion bash)
      _nnlearn() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]}
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "\(verbs) \(Option.alone.map { "--" + $0.name }.joined(separator: " "))" -- "$word"))
          return
        fi
        case "$verb $before" in

      """
    for verb in Verb.allCases {
      for option in options(verb) where !words(option).isEmpty {
        let list = words(option).joined(separator: " ")
        text +=
          "    \"\(verb.rawValue) --\(option.name)\") COMPREPLY=($(compgen -W \"\(list)\" -- \"$word\")); return ;;\n"
      }
    }
    text += "  esac\n  case \"$verb\" in\n"
    for verb in Verb.allCases {
      let list = (operands(verb) + options(verb).map { "--" + $0.name }).joined(separator: " ")
      text += "    \(verb.rawValue)) COMPREPLY=($(compgen -W \"\(list)\" -- \"$word\")) ;;\n"
    }
    return text + "  esac\n}\ncomplete -o default -F _nnlearn nnlearn\n"
  }

  private static var zsh: String {
    var text = "#compdef nnlearn\n# zsh completion for nnlearn: nnlearn --completion zsh > _nnlearn\n"
    text += "_nnlearn() {\n  if (( CURRENT == 2 )); then\n    local -a verbs=(\n"
    for verb in Verb.allCases { text += "      '\(verb.rawValue):\(single(verb.description.summary))'\n" }
    text += "    )\n    _describe verb verbs\n    return\n  fi\n  local verb=$words[2]\n  shift words\n"
    text += "  (( CURRENT -= 1 ))\n  case $verb in\n"
    for verb in Verb.allCases {
      text += "    \(verb.rawValue))\n      _arguments -S"
      for option in options(verb) {
        let values = words(option).joined(separator: " ")
        let action =
          switch option.value {
          case .none: ""
          default:
            ":\(option.name):" + (values.isEmpty ? (option == .lessons ? "_files -/" : "") : "(\(values))")
          }
        text += " \\\n        '--\(option.name)[\(single(option.summary))]\(action)'"
      }
      switch verb.description.operandKind {
      case .lessonOrFile, .lesson, .file: text += " \\\n        '*:target:_files'"
      case .convention, .verb: text += " \\\n        '*:name:(\(operands(verb).joined(separator: " ")))'"
      case .formula, .nothing: break
      }
      text += "\n      ;;\n"
    }
    return text + "  esac\n}\ncompdef _nnlearn nnlearn\n"
  }

  private static var fish: String {
    var text = "# fish completion for nnlearn: nnlearn --completion fish | source\n"
    text += "complete -c nnlearn -n __fish_use_subcommand -f\n"
    for verb in Verb.allCases {
      text +=
        "complete -c nnlearn -n __fish_use_subcommand -a \(verb.rawValue) -d '\(single(verb.description.summary))'\n"
    }
    for verb in Verb.allCases {
      let when = "complete -c nnlearn -n '__fish_seen_subcommand_from \(verb.rawValue)'"
      for option in options(verb) {
        let values = words(option).joined(separator: " ")
        let value =
          switch option.value {
          case .none: ""
          default: values.isEmpty ? " -r" : " -x -a '\(values)'"
          }
        text += "\(when) -l \(option.name)\(value) -d '\(single(option.summary))'\n"
      }
      if !operands(verb).isEmpty { text += "\(when) -f -a '\(operands(verb).joined(separator: " "))'\n" }
    }
    return text
  }

  /// Text that can stand between single quotes and brackets in any of the shells.
  private static func single(_ text: String) -> String {
    text.replacing("'", with: "’").replacing("[", with: "(").replacing("]", with: ")").replacing(
      ":", with: ",")
  }
}
