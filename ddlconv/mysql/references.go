package mysql

// References names the tables behind every REFERENCES of a statement, one of another
// database as "database.table"; none where the statement cannot be cut into tokens.
func References(statement string) []string {
	tokens, err := lex(statement, mode{})
	if err != nil {
		return nil
	}
	var names []string
	for i := 0; i+1 < len(tokens); i++ {
		if !tokens[i].Is("REFERENCES") || !tokens[i+1].Named() {
			continue
		}
		name := tokens[i+1].Identifier()
		if i+3 < len(tokens) && tokens[i+2].Sign(".") && tokens[i+3].Named() {
			name += "." + tokens[i+3].Identifier()
		}
		names = append(names, name)
	}
	return names
}
