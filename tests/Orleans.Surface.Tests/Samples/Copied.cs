namespace Wasilo.Surface.Samples;

/// <summary>Types that play Orleans.Local: the first two are right, each other one is wrong in one way.</summary>
public static class Copied
{
    public class Same(int number)
    {
        public int Number { get; protected set; } = number;

        public static T? Pick<T>(IReadOnlyList<T> items, int index = 0)
            where T : class => items.Count > index ? items[index] : null;

        public virtual Task Run(CancellationToken cancellationToken = default) => Task.CompletedTask;

        /// <inheritdoc/>
        public override string ToString() => "callers could call this before";

        internal void Inside() => GC.KeepAlive(this);
    }

    public sealed class Fewer : IDisposable
    {
        public void Dispose() => GC.SuppressFinalize(this);
    }

    public class Bare
    {
        public void Extra() => GC.KeepAlive(this);
    }

    public class Parameters
    {
        public void Call(string text, int number = 1) => ArgumentOutOfRangeException.ThrowIfNegative(number, text);
    }

    public class Result
    {
        public long Answer() => 42;
    }

    public class Access
    {
        public void Hidden() => GC.KeepAlive(this);
    }

    public class Constraint
    {
        public void Call<T>()
            where T : class => GC.KeepAlive(typeof(T));
    }

    public class Setter
    {
        public int Number { get; set; }
    }

    public class Needed
    {
        public int Number { get; init; }
    }

    public class Aged
    {
        public void Old() => GC.KeepAlive(this);
    }

    public class Fixed
    {
        public virtual void Run() => GC.KeepAlive(this);
    }

    public class Final;

    public class Kind;

    public class Base : InvalidOperationException;

    public sealed class Interfaces : IDisposable
    {
        void IDisposable.Dispose() => GC.SuppressFinalize(this);
    }

    public enum Numbers
    {
        None,
        One = 2,
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    public sealed class TargetAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public sealed class OnceAttribute : Attribute;
}
