using Wasilo.Load;
using Wasilo.Load.Harness;
using Wasilo.Load.Processes;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

try
{
    if (args is [ChildProcess.Command, var role, .. var rest])
        return await ChildRoles.RunAsync(role, rest, cancellation.Token);

    return await BenchCommand.Parse(args).RunAsync(cancellation.Token);
}
catch (UsageException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}
catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
{
    return 130;
}
