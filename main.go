// Command obferry takes tables to OceanBase.
package main

import "github.com/obferry/obferry/app"

func main() { app.Main() }
