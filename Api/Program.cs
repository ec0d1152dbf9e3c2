using Wasilo.Api;
using Wasilo.Silo.Startup;

if (args is ["help" or "--help" or "-h" or "-?", ..])
{
    Console.Out.Write(ApiUsage.Text);
    return 0;
}

return await WasiloHost.RunAsync(() => ApiHost.Build(args));
