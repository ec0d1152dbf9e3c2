using Wasilo.Simulator;
using Wasilo.Simulator.Edges;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Host;

if (args is ["help" or "--help" or "-h" or "-?", ..])
{
    Console.Out.Write(SimulatorUsage.Text);
    return 0;
}

try
{
    if (args is [EdgeProgram.Command, var address, var port, var link, var patience])
    {
        await EdgeProgram.RunAsync(address, port, link, patience);
        return 0;
    }

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
