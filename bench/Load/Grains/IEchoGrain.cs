namespace Wasilo.Load.Grains;

/// <summary>The least that a grain can do: what remains is the price of a call.</summary>
[Alias("wasilo.bench.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    /// <summary>Answers with the same number.</summary>
    [Alias("Echo")]
    Task<int> Echo(int number);
}
