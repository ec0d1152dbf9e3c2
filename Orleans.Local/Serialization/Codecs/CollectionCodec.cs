namespace Orleans.Serialization;

/// <summary>Writes a collection: its comparer, if it has one, its count, its elements.</summary>
internal abstract class CollectionCodec<TCollection, T>(CodecProvider codecs) : InstanceCodec(typeof(TCollection), codecs.Types)
    where TCollection : class, IReadOnlyCollection<T>
{
    private SlotCodec<T>? _element;

    /// <summary>Found on first use: an element type may contain this collection.</summary>
    protected SlotCodec<T> Element => _element ??= codecs.Slot<T>();

    /// <summary>How this collection compares; null if it doesn't.</summary>
    protected virtual ComparerKind? Comparers => null;

    protected virtual object? ComparerOf(TCollection collection) => null;

    public sealed override void WriteBody(WriteContext context, object value)
    {
        var collection = (TCollection)value;
        if (Comparers is { } comparers) comparers.Write(context.Output, ComparerOf(collection));
        context.Output.WriteVarUInt32((uint)collection.Count);
        var written = 0;
        foreach (var item in collection)
        {
            Element.Write(context, item);
            written++;
        }

        if (written != collection.Count) throw new InvalidOperationException($"A {typeof(TCollection)} was changed while it was written.");
    }

    protected object? ReadComparer(ref ByteReader input) => Comparers is null ? null : ComparerKind.Read(ref input);
}

/// <summary>A collection that can be filled item by item, and so can contain itself.</summary>
internal abstract class GrowingCollectionCodec<TCollection, T>(CodecProvider codecs) : CollectionCodec<TCollection, T>(codecs)
    where TCollection : class, IReadOnlyCollection<T>
{
    // Room for more is made as items really arrive, not because a message says so.
    private const int MaxInitialCapacity = 1024;

    protected abstract TCollection Create(int capacity, object? comparer);

    protected abstract void Add(TCollection collection, T item);

    public sealed override object ReadBody(ref ByteReader input, ReadContext context, int position)
    {
        var comparer = ReadComparer(ref input);
        var count = input.ReadCount();
        var result = Create(Math.Min(count, MaxInitialCapacity), comparer);
        context.Add(position, result);
        for (var i = 0; i < count; i++) Add(result, Element.Read(ref input, context));
        return result;
    }

    public sealed override object CopyBody(object value, CopyContext context)
    {
        var original = (TCollection)value;
        var copy = Create(original.Count, ComparerOf(original));
        context.Add(original, copy);
        foreach (var item in original) Add(copy, Element.Copy(item, context));
        return copy;
    }
}

/// <summary>A collection that is made of all its items at once.</summary>
internal abstract class BuiltCollectionCodec<TCollection, T>(CodecProvider codecs) : CollectionCodec<TCollection, T>(codecs)
    where TCollection : class, IReadOnlyCollection<T>
{
    protected abstract TCollection Build(List<T> items, object? comparer);

    public sealed override object ReadBody(ref ByteReader input, ReadContext context, int position)
    {
        var comparer = ReadComparer(ref input);
        var count = input.ReadCount();
        var items = new List<T>();
        for (var i = 0; i < count; i++) items.Add(Element.Read(ref input, context));
        var result = Build(items, comparer);
        context.Add(position, result);
        return result;
    }

    public sealed override object CopyBody(object value, CopyContext context)
    {
        var original = (TCollection)value;
        var items = new List<T>(original.Count);
        foreach (var item in original) items.Add(Element.Copy(item, context));
        var copy = Build(items, ComparerOf(original));
        context.Add(original, copy);
        return copy;
    }
}
