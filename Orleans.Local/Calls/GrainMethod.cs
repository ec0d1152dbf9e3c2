using System.Reflection;
using System.Text;
using Orleans.Concurrency;

namespace Orleans.Local.Calls;

/// <summary>A method of a grain interface: how it is named on the wire, scheduled and called.</summary>
internal sealed class GrainMethod
{
    private readonly MethodInvoker _invoker;

    public GrainMethod(GrainInterface owner, MethodInfo method)
    {
        Interface = owner;
        Method = method;
        Id = IdOf(method);
        ParameterTypes = [.. method.GetParameters().Select(p => p.ParameterType)];
        CancellationIndex = Array.IndexOf(ParameterTypes, typeof(CancellationToken));
        OneWay = method.IsDefined(typeof(OneWayAttribute));
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        Return = ReturnShape.For(method);
        _invoker = MethodInvoker.Create(method);
    }

    public GrainInterface Interface { get; }

    public MethodInfo Method { get; }

    public string Name => Method.Name;

    /// <summary>xxHash32 of the method's name and parameter types: stable when methods are added or reordered, different for overloads.</summary>
    public uint Id { get; }

    public Type[] ParameterTypes { get; }

    /// <summary>The index of the <see cref="CancellationToken"/> parameter, or -1. It doesn't travel as an argument: its cancellation does.</summary>
    public int CancellationIndex { get; }

    public bool OneWay { get; }

    public bool AlwaysInterleave { get; }

    public ReturnShape Return { get; }

    /// <summary>Calls the method on a grain object and gives its result, null for none.</summary>
    public ValueTask<object?> InvokeAsync(object grain, object?[] arguments)
    {
        try
        {
            return Return.Await(_invoker.Invoke(grain, arguments.AsSpan()));
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is { } inner)
        {
            return ValueTask.FromException<object?>(inner);
        }
    }

    private static uint IdOf(MethodInfo method)
    {
        var signature = new StringBuilder(method.DeclaringType!.FullName).Append('.').Append(method.Name);
        foreach (var parameter in method.GetParameters())
            signature.Append(',').Append(parameter.ParameterType);
        return StableHash.ComputeHash(Encoding.UTF8.GetBytes(signature.ToString()));
    }
}
