using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Journals;
using Wasilo.Conformance.Silo;
using Wasilo.Storage;

// A silo for the tests to start, stop, freeze and kill. It says READY when it serves, and ends on SIGTERM or when its
// standard input ends, which is when the test process is gone: no silo outlives the tests.
var builder = Host.CreateApplicationBuilder(args);
var arguments = builder.Configuration.Get<SiloArguments>()
    ?? throw new InvalidOperationException("No arguments. Start it as the conformance tests do: --Name=a --SiloPort=11111 ...");

builder.Logging.ClearProviders().AddSimpleConsole(options =>
{
    options.SingleLine = true;
    options.TimestampFormat = "HH:mm:ss.fff ";
}).SetMinimumLevel(LogLevel.Warning);

await using var database = Database.Parse(arguments.ConnectionString);
using var journal = new FileJournal(arguments.JournalFolder, arguments.Name, TimeProvider.System);
builder.UseOrleans(silo => silo
    .AddConformanceGrains(journal, new HostIdentity(arguments.Name, arguments.SiloPort))
    .UseCluster(arguments, database));

using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("READY");

var stdin = Console.OpenStandardInput();
_ = Task.Run(async () =>
{
    while (await stdin.ReadAsync(new byte[1]) > 0)
    {
        // Nothing is ever said here; only the end counts.
    }

    // Nothing of a graceful stop: whoever wanted one is gone.
    Process.GetCurrentProcess().Kill();
});

await host.WaitForShutdownAsync();
