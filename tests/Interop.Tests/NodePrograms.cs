namespace Wasilo.Interop.Tests;

/// <summary>Whether this machine can run clients that are written for Node.</summary>
internal static class NodePrograms
{
    /// <summary>Null if it can.</summary>
    public static string? SkipReason { get; } = (Find("node"), Find("npm")) switch
    {
        (null, _) => "node is missing: install Node.js 20 or newer.",
        (_, null) => "npm is missing: install it with Node.js.",
        _ => null,
    };

    public static string Node => Find("node") ?? throw new InvalidOperationException(SkipReason);

    public static string Npm => Find("npm") ?? throw new InvalidOperationException(SkipReason);

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}

/// <summary>A test that needs Node; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public override string Skip
    {
        get => NodePrograms.SkipReason!;
        set => throw new NotSupportedException();
    }
}

/// <summary>A theory that needs Node.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public override string Skip
    {
        get => NodePrograms.SkipReason!;
        set => throw new NotSupportedException();
    }
}
