using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains.Filters;

/// <summary>What both filters leave alone: every grain but the one they are for.</summary>
public abstract class NarrowFilter : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) => context.Grain is FilteredGrain ? Filter(context) : context.Invoke();

    /// <summary>Filters a call of a <see cref="FilteredGrain"/>.</summary>
    protected abstract Task Filter(IIncomingGrainCallContext context);
}

/// <summary>Registered first: writes what it sees.</summary>
public sealed class ObservingFilter(IJournal journal) : NarrowFilter
{
    /// <inheritdoc/>
    protected override async Task Filter(IIncomingGrainCallContext context)
    {
        var key = context.TargetId.Key.ToString()!;
        var arguments = Enumerable.Range(0, context.Request.GetArgumentCount()).Select(context.Request.GetArgument);
        journal.Write(key, $"before {context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName}({string.Join(", ", arguments)})");
        await context.Invoke();
        journal.Write(key, $"after {context.Result}");
    }
}

/// <summary>Registered second: changes what the caller sees.</summary>
public sealed class ChangingFilter(IJournal journal) : NarrowFilter
{
    /// <inheritdoc/>
    protected override async Task Filter(IIncomingGrainCallContext context)
    {
        journal.Write(context.TargetId.Key.ToString()!, "second");
        switch (context.MethodName)
        {
            case nameof(IFilteredGrain.ShortCircuited):
                context.Result = "the filter";
                break;
            case nameof(IFilteredGrain.FailConverted):
                try
                {
                    await context.Invoke();
                }
                catch (KeyNotFoundException exception)
                {
                    throw new UnauthorizedAccessException("converted: " + exception.Message);
                }

                break;
            default:
                await context.Invoke();
                if (context.Result is string text)
                    context.Result = text + "!";
                break;
        }
    }
}
