module github.com/obferry/obferry

go 1.26.8

require (
	github.com/nicksnyder/go-i18n/v2 v2.5.1 // indirect
	golang.org/x/text v0.34.0 // indirect
)
