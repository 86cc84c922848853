package direct

import "context"

// A Writer is a bucket that inserts itself when it is full. It belongs to one
// goroutine; a load has as many as goroutines that write.
type Writer struct {
	*Bucket
	load *Load
}

// Writer makes a writer of the load's rows.
func (l *Load) Writer() *Writer { return &Writer{Bucket: l.NewBucket(), load: l} }

// EndRow closes a row, as [Bucket.EndRow] does, and inserts where the bucket is full.
// After an error of [Load.Insert] the bucket still holds its rows: Flush sends them
// again, which may double them where the error was a DoubtError.
func (w *Writer) EndRow(ctx context.Context) error {
	full, err := w.Bucket.EndRow()
	if err != nil || !full {
		return err
	}
	return w.Flush(ctx)
}

// Flush inserts the rows that wait.
func (w *Writer) Flush(ctx context.Context) error {
	if err := w.load.Insert(ctx, w.Bucket); err != nil {
		return err
	}
	w.Next()
	return nil
}
