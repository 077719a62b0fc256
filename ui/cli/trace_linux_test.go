//go:build amd64 || arm64

package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// traceFolder makes the test binary run the program named by its first argument
// under ptrace, and kill it before it does the traceAt-th thing to a file below
// that folder, counted from the first one below traceFrom. 0 kills at none.
// What was done is written to traceLog, a line each.
const (
	traceFolder = "OVH_TOKENS_TEST_TRACE_FOLDER"
	traceFrom   = "OVH_TOKENS_TEST_TRACE_FROM"
	traceAt     = "OVH_TOKENS_TEST_TRACE_AT"
	traceLog    = "OVH_TOKENS_TEST_TRACE_LOG"
)

// Every test binary of this package that is started with the variables is a
// tracer. It is a process of its own, since waiting for whatever stops would take
// the children of other tests.
func init() {
	if os.Getenv(traceFolder) == "" {
		return
	}
	runtime.LockOSThread() // only this thread may trace
	if err := trace(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// From linux/ptrace.h; package syscall lacks them.
const (
	ptraceKillWithTracer = 0x100000 // PTRACE_O_EXITKILL
	ptraceSyscallInfo    = 0x420e   // PTRACE_GET_SYSCALL_INFO
	atEntry              = 1        // PTRACE_SYSCALL_INFO_ENTRY
)

// callInfo is struct ptrace_syscall_info at the entry of a system call.
type callInfo struct {
	op     uint8
	_      [3]uint8
	_      uint32
	_, _   uint64
	number uint64
	args   [6]uint64
	_      [4]uint64
}

// tracer follows one program.
type tracer struct {
	pid          int
	folder, from string
	at, count    int
	log          *os.File
}

func trace() error {
	log, err := os.OpenFile(os.Getenv(traceLog), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	at, err := strconv.Atoi(os.Getenv(traceAt))
	if err != nil {
		return err
	}
	t := &tracer{folder: os.Getenv(traceFolder), from: os.Getenv(traceFrom), at: at, log: log}
	_ = os.Unsetenv(traceFolder)
	program := exec.Command(os.Args[1], os.Args[2:]...)
	program.Stdin, program.Stdout, program.Stderr = os.Stdin, os.Stdout, os.Stderr
	program.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if err := program.Start(); err != nil {
		return fmt.Errorf("start the program: %w", err)
	}
	t.pid = program.Process.Pid
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(t.pid, &status, 0, nil); err != nil {
		return fmt.Errorf("wait for the program to be loaded: %w", err)
	}
	const options = syscall.PTRACE_O_TRACESYSGOOD | syscall.PTRACE_O_TRACECLONE | ptraceKillWithTracer
	if err := syscall.PtraceSetOptions(t.pid, options); err != nil {
		return fmt.Errorf("trace the program: %w", err)
	}
	_ = syscall.PtraceSyscall(t.pid, 0)
	return t.follow()
}

// follow lets the threads run from one stop to the next until the program ends.
func (t *tracer) follow() error {
	for {
		var status syscall.WaitStatus
		thread, err := syscall.Wait4(-1, &status, syscall.WALL, nil)
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return fmt.Errorf("wait for the next stop: %w", err)
		case status.Exited(), status.Signaled():
			if thread == t.pid {
				return nil
			}
			continue
		}
		pass := 0
		switch signal := status.StopSignal(); signal {
		case syscall.SIGTRAP | 0x80:
			if t.isTime(thread) {
				_ = syscall.Kill(t.pid, syscall.SIGKILL)
				continue
			}
		case syscall.SIGTRAP, syscall.SIGSTOP: // a new thread, on either side
		default:
			pass = int(signal)
		}
		_ = syscall.PtraceSyscall(thread, pass) // fails when it was killed meanwhile
	}
}

// isTime notes what a thread is about to do to a file and reports whether the
// program is to be killed before.
func (t *tracer) isTime(thread int) bool {
	what, path := t.change(thread)
	inside := func(folder string) bool { return strings.HasPrefix(path+"/", folder+"/") }
	if what == "" || !inside(t.folder) || (t.count == 0 && (path == t.from || !inside(t.from))) {
		return false
	}
	t.count++
	name := "the home folder"
	if path != t.folder {
		name = random.ReplaceAllString(filepath.Base(path), "*")
	}
	_, _ = fmt.Fprintln(t.log, what, name)
	return t.count == t.at
}

// random is the part of a name that differs from run to run.
var random = regexp.MustCompile(`[0-9]{6,}$|^[a-z0-9]{8}\b`)

// change names the system call that a thread enters and the file that it
// changes; what is empty for calls that change none.
func (t *tracer) change(thread int) (what, path string) {
	var info callInfo
	_, _, no := syscall.Syscall6(syscall.SYS_PTRACE, ptraceSyscallInfo, uintptr(thread), unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)), 0, 0)
	if no != 0 || info.op != atEntry {
		return "", ""
	}
	switch info.number {
	case syscall.SYS_OPENAT:
		if info.args[2]&(syscall.O_CREAT|syscall.O_TRUNC) != 0 {
			return "create", t.name(info.args[1])
		}
	case syscall.SYS_WRITE, syscall.SYS_PWRITE64:
		return "write", t.file(info.args[0])
	case syscall.SYS_FSYNC, syscall.SYS_FDATASYNC:
		return "sync", t.file(info.args[0])
	case syscall.SYS_FTRUNCATE:
		return "truncate", t.file(info.args[0])
	case syscall.SYS_FCHMOD, syscall.SYS_FCHOWN:
		return "chmod", t.file(info.args[0])
	case syscall.SYS_FCHMODAT:
		return "chmod", t.name(info.args[1])
	case syscall.SYS_RENAMEAT:
		return "rename", t.name(info.args[1])
	case syscall.SYS_LINKAT:
		return "link", t.name(info.args[3])
	case syscall.SYS_UNLINKAT:
		return "remove", t.name(info.args[1])
	case syscall.SYS_MKDIRAT:
		return "mkdir", t.name(info.args[1])
	}
	return "", ""
}

// file is the path of an open file.
func (t *tracer) file(fd uint64) string {
	path, _ := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", t.pid, fd))
	return path
}

// name reads a path in the program's memory.
func (t *tracer) name(address uint64) string {
	memory, err := os.Open(fmt.Sprintf("/proc/%d/mem", t.pid))
	if err != nil {
		return ""
	}
	defer func() { _ = memory.Close() }()
	text := make([]byte, 4096)
	n, _ := memory.ReadAt(text, int64(address))
	path, _, _ := bytes.Cut(text[:n], []byte{0})
	return string(path)
}
