package ddlconv_test

import (
	"os"
	"path/filepath"
	"testing"
)

// sharedFolder is where real schemas are: OBFERRY_SHARED, else beside the project.
func sharedFolder() string {
	if folder := os.Getenv("OBFERRY_SHARED"); folder != "" {
		return folder
	}
	return filepath.Join("..", "..", "shared")
}

// corpus are the schemas of one kind that projects publish.
func corpus(t *testing.T, kind string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(sharedFolder(), "corpus", kind, "*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("NOT TESTED: %s holds no schemas of %s; set OBFERRY_SHARED", sharedFolder(), kind)
	}
	return files
}

// wholeCorpus tells whether every schema is made on a kernel.
func wholeCorpus() bool { return os.Getenv("OBFERRY_CORPUS") == "kernel" }

// goesToKernel tells whether a schema is made on the kernel: small ones always, the
// others, which take minutes there, where all are.
func goesToKernel(t *testing.T, small bool) bool {
	t.Helper()
	if small || wholeCorpus() {
		return true
	}
	t.Log("not created on a kernel: OBFERRY_CORPUS=kernel does")
	return false
}
