using System.Reflection;

namespace Orleans.Local.Calls;

/// <summary>What a grain method returns: Task, Task of T, ValueTask or ValueTask of T. Makes it for callers and awaits it for callees.</summary>
internal abstract class ReturnShape(Type resultType)
{
    /// <summary>The T of the return type; <see cref="object"/> for none, whose value is always null.</summary>
    public Type ResultType { get; } = resultType;

    /// <exception cref="NotSupportedException">The method returns something else.</exception>
    public static ReturnShape For(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task))
            return new TaskShape();
        if (type == typeof(ValueTask))
            return new ValueTaskShape();
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var shape = definition == typeof(Task<>) ? typeof(TaskShape<>) : definition == typeof(ValueTask<>) ? typeof(ValueTaskShape<>) : null;
        return shape is null
            ? throw new NotSupportedException($"{method.DeclaringType}.{method.Name} returns {type}. A grain method returns Task, Task<T>, ValueTask or ValueTask<T>.")
            : (ReturnShape)Activator.CreateInstance(shape.MakeGenericType(type.GetGenericArguments()))!;
    }

    /// <summary>A call that completes what <see cref="ToReturnValue"/> gives.</summary>
    public abstract PendingCall NewCall(GrainRequest request);

    /// <summary>The caller's return value for a call, or for null: for a call that nobody waits for.</summary>
    public abstract object ToReturnValue(PendingCall? call);

    /// <summary>Awaits what the callee returned.</summary>
    public abstract ValueTask<object?> Await(object? returned);

    private sealed class TaskShape() : ReturnShape(typeof(object))
    {
        public override PendingCall NewCall(GrainRequest request) => new PendingGrainCall<object?>(request);

        public override object ToReturnValue(PendingCall? call) => ((PendingGrainCall<object?>?)call)?.Task ?? Task.CompletedTask;

        public override async ValueTask<object?> Await(object? returned)
        {
            await (Task)returned!;
            return null;
        }
    }

    private sealed class TaskShape<T>() : ReturnShape(typeof(T))
    {
        public override PendingCall NewCall(GrainRequest request) => new PendingGrainCall<T>(request);

        public override object ToReturnValue(PendingCall? call) => ((PendingGrainCall<T>?)call)?.Task ?? Task.FromResult<T>(default!);

        public override async ValueTask<object?> Await(object? returned) => await (Task<T>)returned!;
    }

    private sealed class ValueTaskShape() : ReturnShape(typeof(object))
    {
        public override PendingCall NewCall(GrainRequest request) => new PendingGrainCall<object?>(request);

        public override object ToReturnValue(PendingCall? call) => call is PendingGrainCall<object?> pending ? new ValueTask(pending.Task) : default(ValueTask);

        public override async ValueTask<object?> Await(object? returned)
        {
            await (ValueTask)returned!;
            return null;
        }
    }

    private sealed class ValueTaskShape<T>() : ReturnShape(typeof(T))
    {
        public override PendingCall NewCall(GrainRequest request) => new PendingGrainCall<T>(request);

        public override object ToReturnValue(PendingCall? call) => call is PendingGrainCall<T> pending ? new ValueTask<T>(pending.Task) : default(ValueTask<T>);

        public override async ValueTask<object?> Await(object? returned) => await (ValueTask<T>)returned!;
    }
}
