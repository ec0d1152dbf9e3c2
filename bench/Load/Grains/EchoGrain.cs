namespace Wasilo.Load.Grains;

/// <inheritdoc cref="IEchoGrain"/>
public sealed class EchoGrain : Grain, IEchoGrain
{
    Task<int> IEchoGrain.Echo(int number) => Task.FromResult(number);
}
