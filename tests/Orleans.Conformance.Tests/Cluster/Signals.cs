using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>The signals that .NET can't send by itself.</summary>
internal static partial class Signals
{
    // POSIX leaves the numbers to the system: SIGTERM is 15 everywhere, the other two differ between Linux and macOS.
    private const int Terminate = 15;
    private static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int Continue = OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>SIGTERM: please stop.</summary>
    public static void SendTerminate(this Process process) => Send(process, Terminate);

    /// <summary>SIGSTOP: freeze.</summary>
    public static void Freeze(this Process process) => Send(process, Stop);

    /// <summary>SIGCONT: go on.</summary>
    public static void Thaw(this Process process) => Send(process, Continue);

    private static void Send(Process process, int signal)
    {
        if (Kill(process.Id, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
