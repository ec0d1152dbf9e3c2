namespace Wasilo.Conformance.Grains.Turns;

/// <summary>Every shape that a grain method may have; and names for the wire that renaming the code leaves as they are.</summary>
[Alias("conformance.shapes")]
public interface IShapesGrain : IGrainWithStringKey
{
    /// <summary>Nothing comes back but completion.</summary>
    [Alias("remember")]
    Task Remember(string value);

    /// <summary>A value comes back.</summary>
    [Alias("recall")]
    Task<string?> Recall();

    /// <summary>As <see cref="Remember"/>.</summary>
    [Alias("remember-by-value-task")]
    ValueTask RememberByValueTask(string value);

    /// <summary>As <see cref="Recall"/>.</summary>
    [Alias("recall-by-value-task")]
    ValueTask<string?> RecallByValueTask();

    /// <summary>One of two overloads.</summary>
    [Alias("overloaded-number")]
    Task<string> Overloaded(int number);

    /// <summary>One of two overloads.</summary>
    [Alias("overloaded-text")]
    Task<string> Overloaded(string text);
}

/// <summary>Every shape that a grain method may have.</summary>
public sealed class ShapesGrain : Grain, IShapesGrain
{
    private string? _value;

    Task IShapesGrain.Remember(string value)
    {
        _value = value;
        return Task.CompletedTask;
    }

    Task<string?> IShapesGrain.Recall() => Task.FromResult(_value);

    async ValueTask IShapesGrain.RememberByValueTask(string value)
    {
        await Task.Yield();
        _value = value;
    }

    ValueTask<string?> IShapesGrain.RecallByValueTask() => ValueTask.FromResult(_value);

    Task<string> IShapesGrain.Overloaded(int number) => Task.FromResult("number");

    Task<string> IShapesGrain.Overloaded(string text) => Task.FromResult("text");
}
