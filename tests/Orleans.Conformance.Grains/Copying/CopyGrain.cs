namespace Wasilo.Conformance.Grains.Copying;

/// <summary>Keeps what it is given and gives back what it keeps.</summary>
public interface ICopyGrain : IGrainWithStringKey
{
    /// <summary>Keeps the very object that the callee sees.</summary>
    Task Keep(Box box);

    /// <summary>Waits, then reads what the argument holds by then.</summary>
    Task<int> CountLater(List<string> items, TimeSpan later);

    /// <summary>What it keeps: the very object.</summary>
    Task<Box> Kept();

    /// <summary>Changes the argument in the callee.</summary>
    Task Spoil(Box box);

    /// <summary>Whether both arguments are one object.</summary>
    Task<bool> AreSame(Box one, Box other);

    /// <summary>The very object, wherever it came from.</summary>
    Task<Frozen> EchoFrozen(Frozen value);

    /// <summary>Echoes.</summary>
    Task<Everything> EchoEverything(Everything value);

    /// <summary>Echoes.</summary>
    Task<Person?> EchoPerson(Person? value);

    /// <summary>Echoes; the declared type says nothing of the runtime type.</summary>
    Task<Shape> EchoShape(Shape value);

    /// <summary>Echoes.</summary>
    Task<Box> EchoBox(Box value);

    /// <summary>Echoes.</summary>
    Task<Node> EchoNode(Node value);

    /// <summary>Echoes.</summary>
    Task<byte[]> EchoBytes(byte[] value);

    /// <summary>What the callee took the value for.</summary>
    Task<string?> TypeOf(object? value);
}

/// <summary>Keeps what it is given and gives back what it keeps.</summary>
public sealed class CopyGrain : Grain, ICopyGrain
{
    private Box _kept = new();

    Task ICopyGrain.Keep(Box box)
    {
        _kept = box;
        return Task.CompletedTask;
    }

    async Task<int> ICopyGrain.CountLater(List<string> items, TimeSpan later)
    {
        await Task.Delay(later);
        return items.Count;
    }

    Task<Box> ICopyGrain.Kept() => Task.FromResult(_kept);

    Task ICopyGrain.Spoil(Box box)
    {
        box.Items.Clear();
        return Task.CompletedTask;
    }

    Task<bool> ICopyGrain.AreSame(Box one, Box other) => Task.FromResult(ReferenceEquals(one, other));

    Task<Frozen> ICopyGrain.EchoFrozen(Frozen value) => Task.FromResult(value);

    Task<Everything> ICopyGrain.EchoEverything(Everything value) => Task.FromResult(value);

    Task<Person?> ICopyGrain.EchoPerson(Person? value) => Task.FromResult(value);

    Task<Shape> ICopyGrain.EchoShape(Shape value) => Task.FromResult(value);

    Task<Box> ICopyGrain.EchoBox(Box value) => Task.FromResult(value);

    Task<Node> ICopyGrain.EchoNode(Node value) => Task.FromResult(value);

    Task<byte[]> ICopyGrain.EchoBytes(byte[] value) => Task.FromResult(value);

    Task<string?> ICopyGrain.TypeOf(object? value) => Task.FromResult(value?.GetType().FullName);
}
