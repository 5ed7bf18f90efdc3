// The functions of the platform's mathematics library that networks need, behind names of our own,
// so that no other file has to know on which platform it runs.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

func exponential(_ x: Double) -> Double { exp(x) }
func logarithm(_ x: Double) -> Double { log(x) }
/// log(1 + x), accurate where x is tiny.
func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
/// e^x − 1, accurate where x is tiny.
func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
