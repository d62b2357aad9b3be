import Language

/// What Tab offers behind `dcs` in a shell.
public struct ShellCompletion {
  private let words: CommandWords
  /// Words that stand first: help, check, report ...
  private let subcommands: [String]
  private let options: [String]

  public init(_ words: CommandWords, subcommands: [String], options: [String]) {
    (self.words, self.subcommands, self.options) = (words, subcommands, options)
  }

  private var helpWords: String { (words.names + ["topics", "errors"]).joined(separator: " ") }

  public func bash() -> String {
    """
    # bash completion of dcs, made by 'make reference'.
    _dcs() {
      local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
      COMPREPLY=()
      case $before in
        help) mapfile -t COMPREPLY < <(compgen -W '\(helpWords)' -- "$current"); return ;;
        --format) mapfile -t COMPREPLY < <(compgen -W 'table csv json md' -- "$current"); return ;;
        jupyter) mapfile -t COMPREPLY < <(compgen -W 'install run' -- "$current"); return ;;
        -c | --threads | --device) return ;;
      esac
      if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '\(options.joined(separator: " "))' -- "$current")
        return
      fi
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      if ((COMP_CWORD == 1)); then
        local words
        mapfile -t words < <(compgen -W '\(subcommands.joined(separator: " "))' -- "$current")
        COMPREPLY+=("${words[@]}")
      fi
    }
    complete -F _dcs dcs

    """
  }

  public func zsh() -> String {
    """
    #compdef dcs
    # zsh completion of dcs, made by 'make reference'.
    if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
      compadd -- \(subcommands.joined(separator: " "))
      _files
      return
    fi
    case $words[CURRENT-1] in
      help) compadd -- \(helpWords) ;;
      --format) compadd -- table csv json md ;;
      jupyter) compadd -- install run ;;
      -c|--threads|--device) ;;
      *)
        if [[ $words[CURRENT] == -* ]]; then
          compadd -- \(options.joined(separator: " "))
        else
          _files
        fi ;;
    esac

    """
  }

  public func fish() -> String {
    let first = subcommands.map {
      "complete -c dcs -n __fish_use_subcommand -a \($0)"
    }
    let long = options.map { option in
      option.hasPrefix("--")
        ? "complete -c dcs -l \(option.dropFirst(2))" : "complete -c dcs -s \(option.dropFirst())"
    }
    return
      (["# fish completion of dcs, made by 'make reference'."] + first + long + [
        "complete -c dcs -n '__fish_seen_subcommand_from help' -f -a '\(helpWords)'",
        "complete -c dcs -n '__fish_seen_subcommand_from jupyter' -f -a 'install run'",
        "complete -c dcs -l format -x -a 'table csv json md'", "",
      ]).joined(separator: "\n")
  }
}
