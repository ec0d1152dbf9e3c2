using Wasilo.Silo;
using Wasilo.Silo.Startup;

return args switch
{
    ["help" or "--help" or "-h" or "-?", ..] or [_, "--help" or "-h" or "-?", ..] => Print(SiloUsage.Text),
    ["migrate", .. var settings] => await MigrateCommand.RunAsync(settings),
    ["rotate-keys", .. var settings] => await RotateKeysCommand.RunAsync(settings),
    ["run", .. var settings] => await WasiloHost.RunAsync(() => SiloHost.Build(settings)),
    [] or [['-', '-', ..], ..] => await WasiloHost.RunAsync(() => SiloHost.Build(args)),
    [var command, ..] => Refuse(command),
};

static int Print(string text)
{
    Console.Out.Write(text);
    return 0;
}

static int Refuse(string command)
{
    Console.Error.WriteLine($"There is no command '{command}'. It must be run, migrate, rotate-keys or --help.");
    return 1;
}
