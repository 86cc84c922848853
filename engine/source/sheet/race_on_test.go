//go:build race

package sheet

// slower is by how much the large tests are cut down under the race detector.
const slower = 20
