package profiles

// Secret is a password. It prints as dots wherever it is printed by accident, and
// never reaches YAML or JSON.
type Secret struct{ text string }

// NewSecret wraps a password.
func NewSecret(text string) Secret { return Secret{text} }

// Reveal is the password itself: for handing it to a server, and nothing else.
func (s Secret) Reveal() string { return s.text }

// Empty tells whether there is no password.
func (s Secret) Empty() bool { return s.text == "" }

// String hides the password.
func (s Secret) String() string {
	if s.text == "" {
		return ""
	}
	return "••••"
}

// GoString hides the password from %#v.
func (s Secret) GoString() string { return "profiles.Secret{…}" }

// MarshalText keeps the password out of every text format.
func (s Secret) MarshalText() ([]byte, error) { return nil, nil }

// UnmarshalText ignores what stands where a password might.
func (s *Secret) UnmarshalText([]byte) error { return nil }
