"""What is true without a computer: figures, formulas, rules, scores and proofs; standard library only."""
