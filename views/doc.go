// Package views is the wizard as a person sees it: a frame, seven steps, and the
// widgets they share. It shows a [Model] and tells an [Intents] what the person
// wants; it holds no SQL, opens no sockets and starts no goroutines. Everything
// here runs on Fyne's main goroutine.
package views
