using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace Wasilo.Interop.Tests;

/// <summary>The npm packages of the scripts, installed exactly as locked, once for each state of the lock file.</summary>
internal static class Packages
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task> Installation = new(InstallAsync);

    /// <summary>Where scripts and packages are.</summary>
    public static string Folder { get; } = Path.GetFullPath(typeof(Packages).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "InteropScripts").Value!);

    public static Task InstalledAsync() => Installation.Value;

    private static async Task InstallAsync()
    {
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"))));
        var stamp = Path.Combine(Folder, "node_modules", ".wasilo-installed");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            return;
        // Install scripts of packages aren't needed, and what isn't run can do no harm.
        var start = new ProcessStartInfo(NodePrograms.Npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Deadline);
        var output = npm.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = npm.StandardError.ReadToEndAsync(patience.Token);
        await npm.WaitForExitAsync(patience.Token);
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in {Folder} failed:\n{await output}\n{await errors}");
        await File.WriteAllTextAsync(stamp, wanted);
    }
}
