// Measures how fast nnlearn computes and judges. No thresholds: the figures are for reading.

import func Foundation.exit

let options = Options(CommandLine.arguments.dropFirst())
if options.wantsHelp {
  print(Options.help)
} else {
  for word in options.unknown { print("Not understood and left out: \(word) (see --help)") }
  if options.isAboutDiagnosis {
    await Diagnosing(stride: options.stride, isDetailed: options.isDetailed, lesson: options.lesson).run()
    exit(0)
  }
  if options.isAboutNastyInputs {
    Nasty().run()
    exit(0)
  }
  if options.isAboutTexts {
    Texts(isDetailed: options.isDetailed).run()
    exit(0)
  }
  if options.isAboutMistakes {
    await Marking(stride: options.stride, isDetailed: options.isDetailed).run()
    exit(0)
  }
  do {
    let figures = try Figures(isQuick: options.isQuick)
    print("784-128-64-10 sigmoid, batch \(LargeNetwork.examples), where no other network is named\n")
    var table = Table(["", "median", "least", "most", "to row 1", "memory", "runs", ""])
    for figure in figures.all {
      var cells = [figure.name, "–", "–", "–", "–", "–", "0", figure.remark()]
      if figure.runs > 0 {
        let times = Measurement(runs: figure.runs, of: figure.work, besides: figures.engine)
        cells = [
          figure.name, Units.time(times.median), Units.time(times.least), Units.time(times.most),
          Units.ratio(times.ratio), figure.isChildProcess ? "–" : Memory.peak.map(Units.memory) ?? "–",
          "\(figure.runs)", figure.remark(),
        ]
      }
      table.add(cells)
    }
    print(table.text)
  } catch {
    print("The benchmark's network could not be made: \(error)")
  }
}
