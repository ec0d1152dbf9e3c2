using Wasilo.Load.Processes;
using Wasilo.Reporting;

namespace Wasilo.Load.Harness;

/// <summary>The command line: <c>list [--of-orleans]</c>, or <c>NAME [--json] [--peer ASSEMBLY]</c>.</summary>
/// <param name="Name">The benchmark, or null to list them.</param>
/// <param name="OfOrleans">Whether only those are listed whose peer is this program, built with the other Orleans.</param>
/// <param name="Json">Whether the last line is JSON.</param>
/// <param name="Peer">That program.</param>
internal sealed record BenchCommand(string? Name, bool OfOrleans, bool Json, string? Peer)
{
    private const string Usage = "Usage: Wasilo.Load list [--of-orleans] | NAME [--json] [--peer ASSEMBLY]";

    public static BenchCommand Parse(string[] arguments)
    {
        if (arguments is ["list"] or ["list", "--of-orleans"])
            return new BenchCommand(null, OfOrleans: arguments.Length > 1, Json: false, Peer: null);
        if (arguments is not [var name, ..] || name.StartsWith('-'))
            throw new UsageException(Usage);

        var command = new BenchCommand(name, OfOrleans: false, Json: false, Peer: null);
        for (var index = 1; index < arguments.Length; index++)
        {
            command = arguments[index] switch
            {
                "--json" => command with { Json = true },
                "--peer" when index + 1 < arguments.Length => command with { Peer = arguments[++index] },
                var unknown => throw new UsageException($"'{unknown}' is no option, or lacks its value. {Usage}"),
            };
        }

        return command;
    }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (Name is null)
        {
            foreach (var benchmark in BenchCatalog.All.Where(benchmark => benchmark.ComparesOrleans || !OfOrleans))
                await Console.Out.WriteLineAsync($"{benchmark.Name,-12}  {benchmark.Description}");

            return 0;
        }

        var chosen = BenchCatalog.Find(Name)
            ?? throw new UsageException($"There is no benchmark '{Name}'. There is: {string.Join(", ", BenchCatalog.All.Select(one => one.Name))}");
        var report = new BenchReport(Name, await chosen.RunAsync(new StandardErrorProgress(), cancellation));
        if (Peer is not null)
            report = report.WithPeer(await PeerRun.MeasureAsync(Peer, Name, cancellation));

        BenchTable.Write(Console.Out, report);
        if (Json)
            await Console.Out.WriteLineAsync(report.ToJson());

        return 0;
    }
}
