/// What a model of decisions drives: an encoder writes the decision it is given, a decoder gives
/// the one it reads, a meter only adds up what it would cost. One model for all of them cannot
/// fall out of step.
package protocol DecisionCoder {
  /// `ones`: probability of 1 in units of 2^-16, below 1; with 0 the decision is 0 and costs
  /// nothing. Gives the decision: `bit`, except when reading.
  mutating func code(_ bit: Int, ones: UInt64) -> Int
}
