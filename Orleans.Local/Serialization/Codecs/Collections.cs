using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Orleans.Serialization;

internal sealed class ListCodec<T>(CodecProvider codecs) : GrowingCollectionCodec<List<T>, T>(codecs)
{
    protected override List<T> Create(int capacity, object? comparer) => new(capacity);
    protected override void Add(List<T> collection, T item) => collection.Add(item);
}

internal sealed class QueueCodec<T>(CodecProvider codecs) : GrowingCollectionCodec<Queue<T>, T>(codecs)
{
    protected override Queue<T> Create(int capacity, object? comparer) => new(capacity);
    protected override void Add(Queue<T> collection, T item) => collection.Enqueue(item);
}

internal sealed class HashSetCodec<T>(CodecProvider codecs) : GrowingCollectionCodec<HashSet<T>, T>(codecs)
{
    protected override ComparerKind Comparers { get; } = new(EqualityComparer<T>.Default);
    protected override object ComparerOf(HashSet<T> collection) => collection.Comparer;
    protected override HashSet<T> Create(int capacity, object? comparer) => new(capacity, (IEqualityComparer<T>?)comparer);
    protected override void Add(HashSet<T> collection, T item) => collection.Add(item);
}

internal sealed class SortedSetCodec<T>(CodecProvider codecs) : GrowingCollectionCodec<SortedSet<T>, T>(codecs)
{
    protected override ComparerKind Comparers { get; } = new(Comparer<T>.Default);
    protected override object ComparerOf(SortedSet<T> collection) => collection.Comparer;
    protected override SortedSet<T> Create(int capacity, object? comparer) => new((IComparer<T>?)comparer);
    protected override void Add(SortedSet<T> collection, T item) => collection.Add(item);
}

internal sealed class DictionaryCodec<TKey, TValue>(CodecProvider codecs)
    : GrowingCollectionCodec<Dictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(codecs) where TKey : notnull
{
    protected override ComparerKind Comparers { get; } = new(EqualityComparer<TKey>.Default);
    protected override object ComparerOf(Dictionary<TKey, TValue> collection) => collection.Comparer;
    protected override Dictionary<TKey, TValue> Create(int capacity, object? comparer) => new(capacity, (IEqualityComparer<TKey>?)comparer);
    protected override void Add(Dictionary<TKey, TValue> collection, KeyValuePair<TKey, TValue> item) =>
        collection.Add(item.Key, item.Value);
}

internal sealed class SortedDictionaryCodec<TKey, TValue>(CodecProvider codecs)
    : GrowingCollectionCodec<SortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(codecs) where TKey : notnull
{
    protected override ComparerKind Comparers { get; } = new(Comparer<TKey>.Default);
    protected override object ComparerOf(SortedDictionary<TKey, TValue> collection) => collection.Comparer;
    protected override SortedDictionary<TKey, TValue> Create(int capacity, object? comparer) => new((IComparer<TKey>?)comparer);
    protected override void Add(SortedDictionary<TKey, TValue> collection, KeyValuePair<TKey, TValue> item) =>
        collection.Add(item.Key, item.Value);
}

internal sealed class StackCodec<T>(CodecProvider codecs) : BuiltCollectionCodec<Stack<T>, T>(codecs)
{
    protected override Stack<T> Build(List<T> items, object? comparer)
    {
        // A stack enumerates from its top.
        items.Reverse();
        return new(items);
    }
}

internal sealed class ReadOnlyCollectionCodec<T>(CodecProvider codecs) : BuiltCollectionCodec<ReadOnlyCollection<T>, T>(codecs)
{
    protected override ReadOnlyCollection<T> Build(List<T> items, object? comparer) => new(items);
}

internal sealed class ReadOnlyDictionaryCodec<TKey, TValue>(CodecProvider codecs)
    : BuiltCollectionCodec<ReadOnlyDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(codecs) where TKey : notnull
{
    protected override ReadOnlyDictionary<TKey, TValue> Build(List<KeyValuePair<TKey, TValue>> items, object? comparer) =>
        new(new Dictionary<TKey, TValue>(items));
}

internal sealed class ImmutableListCodec<T>(CodecProvider codecs) : BuiltCollectionCodec<ImmutableList<T>, T>(codecs)
{
    protected override ImmutableList<T> Build(List<T> items, object? comparer) => [.. items];
}

internal sealed class ImmutableHashSetCodec<T>(CodecProvider codecs) : BuiltCollectionCodec<ImmutableHashSet<T>, T>(codecs)
{
    protected override ComparerKind Comparers { get; } = new(EqualityComparer<T>.Default);
    protected override object ComparerOf(ImmutableHashSet<T> collection) => collection.KeyComparer;
    protected override ImmutableHashSet<T> Build(List<T> items, object? comparer) =>
        ImmutableHashSet.CreateRange((IEqualityComparer<T>?)comparer, items);
}

internal sealed class ImmutableDictionaryCodec<TKey, TValue>(CodecProvider codecs)
    : BuiltCollectionCodec<ImmutableDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(codecs) where TKey : notnull
{
    protected override ComparerKind Comparers { get; } = new(EqualityComparer<TKey>.Default);
    protected override object ComparerOf(ImmutableDictionary<TKey, TValue> collection) => collection.KeyComparer;
    protected override ImmutableDictionary<TKey, TValue> Build(List<KeyValuePair<TKey, TValue>> items, object? comparer) =>
        ImmutableDictionary.CreateRange((IEqualityComparer<TKey>?)comparer, items);
}
