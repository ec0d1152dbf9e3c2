using Wasilo.Api;
using Wasilo.Api.Operator;
using Wasilo.Silo.Startup;

if (args is ["help" or "--help" or "-h" or "-?", ..])
{
    Console.Out.Write(ApiUsage.Text);
    return 0;
}

if (args is [var command, ..] && OperatorCommands.Knows(command))
    return await OperatorCommands.RunAsync(args);

return await WasiloHost.RunAsync(() => ApiHost.Build(args));
