import Network
import Testing

@Suite struct RecomputeTests {
  /// Places where the value itself is what a fresh pass would compute anew: parameters and inputs.
  @Test func `recomputing after a change equals a fresh forward pass`() throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      var sample = try Sample(seed: seed)
      var random = SplitMix64(seed: seed)
      var pass = try sample.network.forward(sample.batch)
      for l in 1...sample.network.depth {
        for place in [Place.weight(l), .bias(l)] where sample.network.entryCount(place) > 0 {
          let entry = Int(random.next() % UInt64(sample.network.entryCount(place)))
          perturb(&sample, &pass, place, entry: entry, by: random.uniform(-1, 1))
          #expect(pass == (try sample.network.forward(sample.batch)), "seed \(seed), \(place)")
        }
      }
      perturb(&sample, &pass, .activation(0), entry: 1, by: 0.25)
      perturb(&sample, &pass, .target, entry: 2, by: 0.125)
      let changed = try Batch(inputs: pass.activations[0], targets: pass.targets)
      #expect(pass == (try sample.network.forward(changed)), "seed \(seed), inputs and targets")
    }
  }

  @Test func `recomputing one unit equals recomputing all`() throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      let sample = try Sample(seed: seed, biases: 0)
      var random = SplitMix64(seed: seed)
      let pass = try sample.network.forward(sample.batch)
      for l in 1...sample.network.depth {
        let unit = Int(random.next() % UInt64(sample.network.widths[l]))
        var network = sample.network
        network.layers[l - 1].weights[unit, 0] += 0.5
        network.layers[l - 1].biases[unit] -= 0.25
        for place in [Place.weight(l), .bias(l)] {
          var (all, one) = (pass, pass)
          network.recompute(&all, downstreamOf: place)
          network.recompute(&one, downstreamOf: place, unit: unit)
          #expect(all == one, "seed \(seed), \(place)")
        }
        var (all, one) = (pass, pass)
        for e in 0..<pass.examples {
          all.preactivations[l][e, unit] = Double(e)
          one.preactivations[l][e, unit] = Double(e)
        }
        sample.network.recompute(&all, downstreamOf: .preactivation(l))
        sample.network.recompute(&one, downstreamOf: .preactivation(l), unit: unit)
        #expect(all == one, "seed \(seed), z^\(l)")
      }
    }
  }

  @Test func `what stands upstream of an overwritten quantity is left as it is, and so is the quantity`()
    throws
  {
    let sample = try Sample(seed: 3)
    let before = try sample.network.forward(sample.batch)
    var pass = before
    pass.preactivations[2][0, 1] = 0.75
    sample.network.recompute(&pass, downstreamOf: .preactivation(2))
    #expect(pass.preactivations[2][0, 1] == 0.75)
    #expect(pass.preactivations[1] == before.preactivations[1])
    #expect(pass.activations[1] == before.activations[1])
    #expect(pass.costs[0] != before.costs[0])
    #expect(pass.costs.dropFirst() == before.costs.dropFirst())
  }
}
