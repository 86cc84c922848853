package wire

import (
	"crypto/sha1"
	"crypto/subtle"
)

// ScrambleLen is how many characters a login's scramble has.
const ScrambleLen = 20

// Secret is what a login proves its password by: SHA1(password) XOR
// SHA1(scramble ‖ SHA1(SHA1(password))), as in MySQL's native login; but the client
// chooses the scramble, so the secret proves nothing about when it was made. An empty
// password has an empty secret.
func Secret(password, scramble string) []byte {
	if password == "" {
		return nil
	}
	once := sha1.Sum([]byte(password))
	twice := sha1.Sum(once[:])
	secret := sha1.Sum(append([]byte(scramble), twice[:]...))
	subtle.XORBytes(secret[:], secret[:], once[:])
	return secret[:]
}

// SecretMatches says that a secret was made of this password and this scramble.
func SecretMatches(secret []byte, password, scramble string) bool {
	return subtle.ConstantTimeCompare(secret, Secret(password, scramble)) == 1
}
