package mysql

// Parts are the partitions that a statement reads by their names: each with its table,
// before it. What cannot be read names none.
func Parts(statement string) (parts [][2]string) {
	tokens, err := lex(statement, mode{})
	if err != nil {
		return nil
	}
	for _, one := range mentionsIn(tokens) {
		at := one.name + 1
		if one.routine || at+1 >= len(tokens) || !tokens[at].Is("PARTITION") || !tokens[at+1].Sign("(") {
			continue
		}
		for at += 2; at < len(tokens) && !tokens[at].Sign(")"); at++ {
			if tokens[at].Named() {
				parts = append(parts, [2]string{tokens[one.name].Identifier(), tokens[at].Identifier()})
			}
		}
	}
	return parts
}
