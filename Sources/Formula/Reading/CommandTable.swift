/// Every command and environment that the reader knows: the one place with names of LaTeX.
enum CommandTable {
  /// What a command means; nil for an unknown one.
  static func command(named name: String) -> Command? { commands[name] }

  /// What an environment means, starred or not; nil for an unknown one.
  static func environment(named name: String) -> EnvironmentForm? {
    environments[name.hasSuffix("*") ? String(name.dropLast()) : name]
  }

  /// All names, for suggestions.
  static let names: [String] = commands.keys.filter { $0.utf8.first?.isLetter == true }.sorted()

  /// All names of environments, for suggestions.
  static let environmentNames: [String] = environments.keys.sorted()

  private static let environments: [String: EnvironmentForm] = {
    var table: [String: EnvironmentForm] = [:]
    func add(_ names: String, _ kind: Markup.Environment, _ arguments: Int = 0) {
      for name in names.split(separator: " ") {
        table[String(name)] = EnvironmentForm(kind: kind, arguments: arguments)
      }
    }
    add("cases dcases rcases drcases", .cases)
    add("matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix psmallmatrix bsmallmatrix", .matrix)
    add("array tabular", .matrix, 1)
    add("align aligned split gather gathered eqnarray multline multlined equation flalign math", .rows)
    add("displaymath subequations", .rows)
    add("alignat alignedat xalignat IEEEeqnarray", .rows, 1)
    add("substack", .substack)
    add("subarray", .substack, 1)
    return table
  }()

  private static let commands: [String: Command] = {
    var table: [String: Command] = [:]
    func add(_ names: String, _ command: Command) {
      for name in names.split(separator: " ") { table[String(name)] = command }
    }
    addLetters(&table)

    add(
      "arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max", .word(""))
    add(
      "min Pr sec sech sin sinh sup tan tanh arcsin arccos arctan sgn sign tr Tr trace rank diag", .word(""))
    add("argmax argmin softmax", .word(""))
    // Where a letter's name begins with a word, as \sigma with sigm, the letter is meant.
    let letters = Array(table.keys)
    let words =
      ElementaryFunction.allCases.flatMap(\.row.words) + NamedActivation.allCases.flatMap(\.row.words)
    for word in words where !letters.contains(where: { $0.hasPrefix(word) }) { add(word, .word("")) }
    for (name, command) in table where command == .word("") { table[name] = .word(name) }

    add("sum Sum", .bigOperator(.sum))
    add("prod", .bigOperator(.product))
    add("partial dd", .partial)
    add("nabla triangledown", .nabla)
    add("ldots cdots dots vdots ddots dotsc dotsb dotsm dotsi dotso iddots hdots", .ellipsis)
    add("prime", .prime)
    add("_", .lower)

    add("pm", .sign(.plusMinus))
    add("cdot cdotp centerdot", .sign(.dot))
    add("times", .sign(.cross))
    add("ast star *", .sign(.star))
    add("odot bigodot circledast circledcirc", .sign(.hadamard))
    add("circ", .sign(.circle))
    add("otimes bigotimes", .sign(.outer))
    add("oslash", .sign(.elementwiseDivision))
    add("bullet", .sign(.bullet))
    add("div", .sign(.division))
    add("forall", .sign(.forAll))

    add("coloneqq triangleq coloneq eqdef doteq", .relation(.defined))
    add("equiv", .relation(.identical))
    add("approx simeq sim cong approxeq thickapprox", .relation(.approximately))
    add("neq ne", .relation(.notEqual))
    add("lt", .relation(.less))
    add("le leq leqslant leqq", .relation(.lessOrEqual))
    add("gt", .relation(.greater))
    add("ge geq geqslant geqq", .relation(.greaterOrEqual))
    add("propto varpropto", .relation(.proportional))
    add("in", .relation(.element))
    add("Rightarrow implies Longrightarrow iff Leftrightarrow Longleftrightarrow", .relation(.implies))
    add("therefore Leftarrow impliedby", .relation(.implies))
    add("to rightarrow mapsto longrightarrow longmapsto", .relation(.maps))
    add("leftarrow gets longleftarrow", .relation(.assigned))

    add("colon", .punctuation(.colon))
    add("langle", .open(.angle))
    add("rangle", .close(.angle))
    add("lfloor", .open(.floor))
    add("rfloor", .close(.floor))
    add("lceil", .open(.ceiling))
    add("rceil", .close(.ceiling))
    add("{ lbrace", .open(.brace))
    add("} rbrace", .close(.brace))
    add("lbrack", .open(.bracket))
    add("rbrack", .close(.bracket))
    add("lparen", .open(.parenthesis))
    add("rparen", .close(.parenthesis))
    add("lvert", .open(.bar))
    add("rvert", .close(.bar))
    add("lVert", .open(.doubleBar))
    add("rVert", .close(.doubleBar))
    add("| Vert parallel", .bar(.doubleBar))
    add("vert", .bar(.bar))
    add("mid", .loneBar)
    add("left", .left)
    add("right", .right)
    add("middle", .middle)
    add("big Big bigg Bigg bigm Bigm biggm Biggm", .size(.either))
    add("bigl Bigl biggl Biggl", .size(.opening))
    add("bigr Bigr biggr Biggr", .size(.closing))

    add("frac tfrac dfrac cfrac nicefrac sfrac", .fraction)
    add("pdv dv pderivative derivative diffp", .derivative)
    add("over", .over)
    add("sqrt", .root)
    add("operatorname operatornamewithlimits mathrm mathup symrm", .upright)
    add("text textrm mbox hbox textup textnormal textsf texttt textsc textmd", .text(.upright))
    add("intertext shortintertext", .remark)
    add("textbf", .text(.bold))
    add("textit emph textsl", .text(.italic))
    add("textcircled circled", .circled(hasArgument: true))
    add("bigcirc", .circled(hasArgument: false))
    addStyles(&table)
    addLayout(&table)

    add("int iint oint", .unsupported("an integral"))
    add("cup cap bigcup bigcap setminus backslash", .unsupported("an operation on sets"))
    add("subset subseteq supset supseteq notin ni exists nexists", .unsupported("a statement about sets"))
    add("wedge vee land lor neg lnot bigwedge bigvee", .unsupported("a logical sign"))
    add("oplus ominus boxplus bigoplus boxtimes uplus mp bmod pmod mod", .unsupported("this operation"))
    add("ll gg succ prec succeq preceq asymp models vdash", .unsupported("this relation"))
    add("binom tbinom dbinom choose atop above", .unsupported("a binomial or stacked term"))
    add("breve check acute grave mathring dddot widecheck", .unsupported("this accent"))
    return table
  }()

  private static func addLetters(_ table: inout [String: Command]) {
    let letters = """
      alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi
      pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega
      Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega digamma
      varGamma varDelta varTheta varLambda varPi varSigma varPhi varPsi varOmega
      ell infty hbar imath jmath aleph wp top bot intercal dagger ddagger perp emptyset varnothing
      triangle square Box diamond Diamond flat sharp natural S P degree checkmark
      """
    for name in letters.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      table[String(name)] = .letter("\\" + name)
    }
    table["Re"] = .faced(.blackboard, "R")
    table["R"] = .faced(.blackboard, "R")
    table["reals"] = .faced(.blackboard, "R")
    table["N"] = .faced(.blackboard, "N")
    table["E"] = .faced(.blackboard, "E")
    table["indicator"] = .faced(.blackboard, "1")
    table["boldone"] = .faced(.bold, "1")
    for (name, arrow) in [
      "uparrow": "↑", "downarrow": "↓", "Uparrow": "⇑", "Downarrow": "⇓", "updownarrow": "↕", "nearrow": "↗",
      "searrow": "↘", "leftrightarrow": "↔", "longleftrightarrow": "↔", "hookrightarrow": "↪",
      "because": "because", "LaTeX": "LaTeX", "TeX": "TeX", "%": "%", "#": "#", "$": "$", "&": "&",
      "dag": "†", "copyright": "©",
    ] {
      table[name] = .prose(arrow)
    }
  }

  private static func addStyles(_ table: inout [String: Command]) {
    func add(_ names: String, _ style: Markup.Style) {
      for name in names.split(separator: " ") { table[String(name)] = .style(style) }
    }
    add("mathbf boldsymbol bm pmb symbf mathbfit mathbold bold vb vectorbold", .bold)
    add("mathit mathnormal symit", .italic)
    add("mathcal mathscr cal symcal", .calligraphic)
    add("mathbb mathbbm mathds Bbb mathbbold symbb", .blackboard)
    add("mathsf symsf", .sansSerif)
    add("mathtt", .typewriter)
    add("mathfrak frak", .fraktur)
    add("hat widehat", .hat)
    add("tilde widetilde", .tilde)
    add("bar", .bar)
    add("vec overrightarrow overleftarrow va", .vector)
    add("underline underbar uline", .underline)
    add("overline", .overline)
    add("dot", .dot)
    add("ddot", .doubleDot)
    table["cal"] = .switchStyle(.calligraphic)
    for (name, style) in [
      "rm": Markup.Style.upright, "bf": .bold, "it": .italic, "sf": .sansSerif, "tt": .typewriter,
      "rmfamily": .upright, "bfseries": .bold, "itshape": .italic, "boldmath": .bold,
    ] {
      table[name] = .switchStyle(style)
    }
  }

  private static func addLayout(_ table: inout [String: Command]) {
    func add(_ names: String, _ command: Command) {
      for name in names.split(separator: " ") { table[String(name)] = command }
    }
    add("boxed fbox framebox smash llap rlap mathllap mathrlap mathclap clap", .box(dropped: 0))
    add(
      "cancel bcancel xcancel ensuremath mathord mathop mathbin mathrel mathopen mathclose", .box(dropped: 0))
    add("mathinner mathpunct vcenter", .box(dropped: 0))
    add("colorbox textcolor raisebox class style href cssId bbox makebox parbox", .box(dropped: 1))
    add("fcolorbox multicolumn", .box(dropped: 2))
    add(
      "mathstrut strut displaylimits limits nolimits displaystyle textstyle scriptstyle",
      .ignored(arguments: 0))
    add(
      "scriptscriptstyle large Large LARGE huge Huge normalsize small footnotesize tiny",
      .ignored(arguments: 0))
    add(
      "nonumber notag hline toprule midrule bottomrule noindent centering relax allowbreak",
      .ignored(arguments: 0))
    add(
      "normalbaselineskip nobreak break par - / protect null hfil qedhere qed blacksquare qty",
      .ignored(arguments: 0))
    add("phantom hphantom vphantom color pagecolor cline vspace definecolor", .ignored(arguments: 1))
    add("rule", .ignored(arguments: 2))
    add("underbrace overbrace underbracket overbracket", .brace)
    add("overset stackrel", .above)
    add("underset", .below)
    add("not", .not)
    add("unicode", .character)
    add("tag label", .mark)
    add("ref eqref cref Cref autoref", .reference)
    add("( ) [ ]", .mathShift)
    add("begin", .begin)
    add("end", .end)
    add("\\ cr newrow newline", .rowBreak)
    add("substack", .substack)
    add(
      "newcommand renewcommand providecommand def gdef DeclareMathOperator DeclarePairedDelimiter",
      .definition)
    add(", thinspace", .space(3))
    add(": > medspace", .space(4))
    add("; thickspace", .space(5))
    add("nobreakspace space", .space(5))
    table[" "] = .space(5)
    add("enspace enskip", .space(9))
    add("quad hfill", .space(18))
    add("qquad", .space(36))
    add("! negthinspace negmedspace negthickspace", .space(-3))
    add("hspace", .measuredSpace)
    add("kern mkern hskip mskip", .kern)
  }
}

extension CommandTable {
  /// Whether an upright word is prose, not the name of a function.
  static func isProse(_ word: String) -> Bool { proseWords.contains(word) }

  private static let proseWords: Set<String> = [
    "if", "If", "for", "For", "and", "or", "else", "when", "where", "with", "then", "let", "Let", "since",
    "so",
    "otherwise", "Otherwise", "as", "is", "are", "all", "every", "each", "any", "of", "not", "hence", "Hence",
    "thus", "Thus", "because", "therefore", "Therefore", "by", "from", "to", "at", "on", "in", "be", "has",
    "have",
    "the", "we", "We", "but", "while", "unless", "such", "that", "only", "iff", "see", "note", "Note",
    "given",
    "elsewhere", "and so on", "note", "const",
  ]
}
