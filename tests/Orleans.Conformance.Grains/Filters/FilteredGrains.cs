namespace Wasilo.Conformance.Grains.Filters;

/// <summary>Called through the silo's filters.</summary>
public interface IFilteredGrain : IGrainWithStringKey
{
    /// <summary>Joins its arguments.</summary>
    Task<string> Join(string left, int right);

    /// <summary>Never runs: a filter answers for it.</summary>
    Task<string> ShortCircuited();

    /// <summary>Fails, and a filter turns the failure into another.</summary>
    Task<string> FailConverted();

    /// <summary>How often <see cref="ShortCircuited"/> ran.</summary>
    Task<int> Runs();
}

/// <summary>Called through the silo's filters.</summary>
public sealed class FilteredGrain : Grain, IFilteredGrain
{
    private int _runs;

    Task<string> IFilteredGrain.Join(string left, int right) => Task.FromResult($"{left}+{right}");

    Task<string> IFilteredGrain.ShortCircuited()
    {
        _runs++;
        return Task.FromResult("the grain itself");
    }

    Task<string> IFilteredGrain.FailConverted() => throw new KeyNotFoundException("inside");

    Task<int> IFilteredGrain.Runs() => Task.FromResult(_runs);
}

/// <summary>Filters its own calls.</summary>
public interface ISelfFilteringGrain : IGrainWithStringKey
{
    /// <summary>Answers, but its filter wraps the answer.</summary>
    Task<string> Answer();
}

/// <summary>Filters its own calls.</summary>
public sealed class SelfFilteringGrain : Grain, ISelfFilteringGrain, IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.MethodName == nameof(ISelfFilteringGrain.Answer))
            context.Result = $"<{context.Result}>";
    }

    Task<string> ISelfFilteringGrain.Answer() => Task.FromResult("answer");
}
