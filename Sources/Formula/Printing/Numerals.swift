/// The decimal digits of a finite number's magnitude: 0.d₁d₂d₃… · 10^exponent, the fewest that give the
/// number back when read.
struct DecimalDigits {
  /// Digits 0 to 9; the first is not 0 unless the number is.
  private(set) var digits: [UInt8]
  /// Where the decimal point stands: this many digits lie before it.
  private(set) var exponent: Int

  /// The digits of |x|; 0 for what is not finite.
  init(_ x: Double) {
    digits = []
    exponent = 0
    guard x.isFinite else { return }
    var point: Int?
    var shift = 0
    var isInExponent = false
    var isNegativeExponent = false
    for byte in x.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if isInExponent { shift = shift * 10 + Int(digit) } else { digits.append(digit) }
      case UInt8(ascii: "."): point = digits.count
      case UInt8(ascii: "e"): isInExponent = true
      case UInt8(ascii: "-"): isNegativeExponent = true
      default: break
      }
    }
    exponent = (point ?? digits.count) + (isNegativeExponent ? -shift : shift)
    dropZeros()
  }

  private mutating func dropZeros() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  /// Rounds half up to at most this many digits; a negative count gives 0.
  private mutating func round(to count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      exponent = 0
      return
    }
    var carry = digits[count] >= 5
    digits.removeSubrange(count...)
    var place = count - 1
    while carry, place >= 0 {
      carry = digits[place] == 9
      digits[place] = carry ? 0 : digits[place] + 1
      place -= 1
    }
    if carry {
      digits.insert(1, at: 0)
      exponent += 1
    }
    dropZeros()
  }

  /// Plain decimal text without an exponent: `0.5`, `2`, `1200`.
  var plain: String { text(decimals: max(0, digits.count - exponent)) }

  /// Text with exactly this many decimals, rounded half up: `0.1774`.
  func fixed(decimals: Int) -> String {
    var rounded = self
    rounded.round(to: exponent + decimals)
    return rounded.text(decimals: decimals)
  }

  /// Mantissa with at most this many significant digits, and the power of ten: 3.2 and −7.
  func scientific(significant: Int) -> (mantissa: String, exponent: Int) {
    var rounded = self
    rounded.round(to: significant)
    let power = rounded.exponent - 1
    rounded.exponent = 1
    return (rounded.plain, power)
  }

  private func text(decimals: Int) -> String {
    var text = ""
    for place in 0..<max(0, exponent) { text.append(digit(at: place)) }
    if text.isEmpty { text = "0" }
    guard decimals > 0 else { return text }
    text.append(".")
    for place in exponent..<(exponent + decimals) { text.append(digit(at: place)) }
    return text
  }

  private func digit(at place: Int) -> Character {
    guard digits.indices.contains(place) else { return "0" }
    return Character(Unicode.Scalar(UInt8(ascii: "0") + digits[place]))
  }
}
