using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>
/// A stored state of a grain, as a constructor parameter with <see cref="PersistentStateAttribute"/>. It is read before
/// the grain's <c>OnActivateAsync</c>.
/// </summary>
public interface IPersistentState<TState> : IStorage<TState>;
