using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using Wasilo.Micro;

// "list" and "NAME [--json]" as ./dev bench calls it; any other arguments are BenchmarkDotNet's own.
return args switch
{
    ["list"] => MicroBenchmarks.List(),
    ["list", "--of-orleans"] => 0, // none is
    [var name] when MicroBenchmarks.Find(name) is { } type => MicroBenchmarks.Run(name, type, json: false),
    [var name, "--json"] when MicroBenchmarks.Find(name) is { } type => MicroBenchmarks.Run(name, type, json: true),
    _ => BenchmarkDotNetItself(args),
};

static int BenchmarkDotNetItself(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, MicroConfig.Create(ConsoleLogger.Default));
    return 0;
}
