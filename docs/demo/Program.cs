using System.Runtime.InteropServices;
using Wasilo.Demo;
using Wasilo.Simulator;

DemoOptions options;
try
{
    options = DemoOptions.Parse(args);
}
catch (FormatException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await using var server = await SimulatorServer.StartAsync(cancellationToken: stop.Token);
await using var steps = new Steps(options, server, stop.Token);
try
{
    await steps.RunAsync();
    Console.WriteLine();
    if (!options.Exits)
    {
        Console.WriteLine($"Wasilo goes on: API {steps.Address}, its page {steps.Address}docs, dashboard {steps.Address}dashboard/orleans.");
        Console.WriteLine($"The simulated phones are at {server.ControlUrl}. Ctrl-C stops all.");
        await steps.EndAsync();
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    // Ctrl-C: what has passed is said all the same.
}
catch (StepFailedException failure)
{
    Console.Error.WriteLine(failure.Message);
    Console.WriteLine($"demo: {steps.Passed} steps passed, 1 failed");
    return 1;
}

Console.WriteLine($"demo: {steps.Passed} steps passed");
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
