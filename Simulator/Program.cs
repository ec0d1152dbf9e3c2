using Wasilo.Simulator;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Host;

if (args is ["help" or "--help" or "-h" or "-?", ..])
{
    Console.Out.Write(SimulatorUsage.Text);
    return 0;
}

try
{
    await using var server = await SimulatorServer.StartProgramAsync(args);
    Console.Out.Write(Announcement.Of(server));
    await server.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is SimulatorException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
