package syntax

import "strconv"

// Cursor walks over the tokens of a statement. Its first failure sticks: from then on
// it stands at the end, where every loop finishes.
type Cursor struct {
	Source string
	Tokens []Token // the last one is of kind End
	At     int     // the next Token
	Err    *Error
}

// Peek is the token that comes n after the next one.
func (c *Cursor) Peek(n int) Token {
	if c.At+n >= len(c.Tokens) {
		return c.Tokens[len(c.Tokens)-1]
	}
	return c.Tokens[c.At+n]
}

// Next takes the next Token.
func (c *Cursor) Next() Token {
	t := c.Peek(0)
	if c.At < len(c.Tokens)-1 {
		c.At++
	}
	return t
}

// Fail keeps the first failure and goes to the end.
func (c *Cursor) Fail(id string, t Token) {
	if c.Err == nil {
		c.Err = At(id, t.Place, Near(c.Source, t.Offset))
	}
	c.At = len(c.Tokens) - 1
}

// Unexpected fails at the next Token.
func (c *Cursor) Unexpected() { c.Fail("fault.ddl.syntax", c.Peek(0)) }

// Done tells whether nothing is left.
func (c *Cursor) Done() bool { return c.Peek(0).Kind == End }

// Ahead tells whether the next tokens are the given keywords.
func (c *Cursor) Ahead(keywords ...string) bool {
	for i, k := range keywords {
		if !c.Peek(i).Is(k) {
			return false
		}
	}
	return true
}

// Accept takes the given keywords if all of them come next.
func (c *Cursor) Accept(keywords ...string) bool {
	if !c.Ahead(keywords...) {
		return false
	}
	c.At += len(keywords)
	return true
}

// AcceptAny takes one of the keywords if it comes next.
func (c *Cursor) AcceptAny(keywords ...string) bool {
	for _, k := range keywords {
		if c.Accept(k) {
			return true
		}
	}
	return false
}

// Expect takes the given keywords, or fails.
func (c *Cursor) Expect(keywords ...string) {
	if !c.Accept(keywords...) {
		c.Unexpected()
	}
}

// AcceptSign takes a symbol if it comes next.
func (c *Cursor) AcceptSign(s string) bool {
	if !c.Peek(0).Sign(s) {
		return false
	}
	c.At++
	return true
}

// ExpectSign takes a symbol, or fails.
func (c *Cursor) ExpectSign(s string) {
	if !c.AcceptSign(s) {
		c.Unexpected()
	}
}

// Identifier takes a name, or fails.
func (c *Cursor) Identifier() string {
	t := c.Peek(0)
	if !t.Named() || t.Identifier() == "" {
		c.Unexpected()
		return ""
	}
	c.At++
	return t.Identifier()
}

// Qualified takes a name that may follow a database and a point.
func (c *Cursor) Qualified() (database, name string) {
	name = c.Identifier()
	if c.AcceptSign(".") {
		database = name
		name = c.Identifier()
	}
	return database, name
}

// Literal takes a string, adjacent ones joined, or fails.
func (c *Cursor) Literal() string {
	if c.Peek(0).Kind != Text {
		c.Unexpected()
		return ""
	}
	value := ""
	for c.Peek(0).Kind == Text {
		value += c.Next().Value
	}
	return value
}

// Integer takes a whole number, or fails.
func (c *Cursor) Integer() uint64 {
	n, err := strconv.ParseUint(c.Peek(0).Raw, 10, 64)
	if err != nil {
		c.Unexpected()
		return 0
	}
	c.At++
	return n
}

// Names takes a list of names in parentheses.
func (c *Cursor) Names() []string {
	var names []string
	c.ExpectSign("(")
	for !c.Done() && !c.Peek(0).Sign(")") {
		names = append(names, c.Identifier())
		if !c.AcceptSign(",") {
			break
		}
	}
	c.ExpectSign(")")
	return names
}

// SomeNames takes a list of one name or more in parentheses.
func (c *Cursor) SomeNames() []string {
	at := c.Peek(1)
	names := c.Names()
	if len(names) == 0 {
		c.Fail("fault.ddl.syntax", at)
	}
	return names
}

// Balanced passes over tokens up to the parenthesis that closes the one before.
func (c *Cursor) Balanced() {
	for depth := 0; !c.Done(); c.At++ {
		switch t := c.Peek(0); {
		case t.Sign("("):
			depth++
		case t.Sign(")") && depth == 0:
			return
		case t.Sign(")"):
			depth--
		case t.Sign(";") && depth == 0:
			c.Unexpected()
			return
		}
	}
}
