/// One thing to measure.
struct Figure {
  /// What is measured, as the table says it.
  var name: String
  /// How often.
  var runs: Int
  /// Does it once.
  var work: () -> Void
  /// What came out of it, said after the runs: whether the values were right.
  var remark: () -> String = { "" }
  /// Whether another process does it, whose memory is not known here.
  var isChildProcess = false
}
