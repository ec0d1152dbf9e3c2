using System.Diagnostics;

namespace Wasilo.Testing;

/// <summary>PostgreSQL refuses to run as root: then its programs run as another user.</summary>
internal static class PostgresUser
{
    /// <summary>The user to change to; null if we may run the programs as we are.</summary>
    public static string? Name { get; } = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
        ? Exists("postgres") ? "postgres" : "nobody"
        : null;

    /// <summary>The command line that runs a program as the right user.</summary>
    public static ProcessStartInfo Command(string program, params ReadOnlySpan<string> arguments)
    {
        // setpriv replaces itself by the program, where runuser would stay and keep signals from it.
        var info = Name is null
            ? new ProcessStartInfo(program)
            : new ProcessStartInfo("setpriv")
            {
                ArgumentList = { "--reuid", Name, "--regid", Group(Name), "--clear-groups", "--", program },
            };
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        return info;
    }

    private static bool Exists(string user) => Account(user) is not null;

    private static string Group(string user) => Account(user)?[3] ?? user;

    private static string[]? Account(string user) =>
        File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).FirstOrDefault(fields => fields[0] == user);
}
