package direct_test

import (
	"context"
	"fmt"
	"sync"

	"github.com/obferry/obferry/engine/direct"
	"github.com/obferry/obferry/engine/direct/directtest"
)

// Four goroutines load a table of two columns.
func Example() {
	memory := new(directtest.Memory)
	server, err := directtest.Listen("127.0.0.1:0", directtest.Options{Sink: memory})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()

	ctx := context.Background()
	client, err := direct.Dial(ctx, direct.Config{Address: server.Address(), Tenant: "shop", User: "root", Database: "orders"})
	if err != nil {
		fmt.Println(err)
		return
	}
	load, err := client.Begin(ctx, direct.Options{Table: "items", Columns: []string{"id", "name"}, Parallel: 4, Writers: 4})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer load.Close() // aborts what was not committed

	var all sync.WaitGroup
	for part := range 4 {
		all.Go(func() {
			w := load.Writer()
			for i := part; i < 1000; i += 4 {
				w.Int64(int64(i))
				w.Text(fmt.Sprint("item ", i))
				if err := w.EndRow(ctx); err != nil {
					fmt.Println(err)
					return
				}
			}
			if err := w.Flush(ctx); err != nil {
				fmt.Println(err)
			}
		})
	}
	all.Wait()
	if err := load.Commit(ctx); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client.Version(), load.Stats().Rows, len(memory.Rows("items")))
	// Output: 4.3.5.1 1000 1000
}
