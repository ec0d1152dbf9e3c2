using System.Diagnostics;
using System.Reflection;
using Wasilo.Simulator;

namespace Wasilo.Interop.Tests;

/// <summary>The sample of docs/engine.md does what the page says.</summary>
public sealed class SampleTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_page_shows_the_sample_as_it_is() =>
        Read("engine.md").ShouldContain($"```csharp\n{Read("pair.cs")}```\n");

    [Fact]
    public async Task The_sample_pairs_a_client_from_scratch()
    {
        await using var server = await SimulatorServer.StartAsync();
        string host = $"{server.ControlUrl.Host}:{server.ControlUrl.Port}";

        string told = await RunAsync(host, server.Root.ToString());

        told.ShouldContain("https://wa.me/settings/linked_devices#");
        told.ShouldContain("State = Connected");
        server.Phones.Get("15550000001").Devices.Count.ShouldBe(1);
        server.Violations.ShouldBeEmpty();
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet, [Assembly.GetExecutingAssembly().Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            using var deadline = new CancellationTokenSource(Deadline);
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            process.ExitCode.ShouldBe(0, await errors);
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static string DotNet =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
